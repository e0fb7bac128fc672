// Runs under gjs, GNOME's JavaScript: a window with a WebKitGTK view that WebKitWebDriver can drive. MiniBrowser is such
// a window too, but under a driver it keeps nothing on disk, and these tests restart the browser.
// Argument: the folder of the profile.

import Gtk from 'gi://Gtk?version=3.0'
import WebKit from 'gi://WebKit2?version=4.1'
import { programArgs } from 'system'

Gtk.init(null)
const [folder] = programArgs
const context = new WebKit.WebContext({
  website_data_manager: new WebKit.WebsiteDataManager({
    base_data_directory: `${folder}/data`,
    base_cache_directory: `${folder}/cache`,
  }),
})
context.get_cookie_manager().set_persistent_storage(`${folder}/cookies`, WebKit.CookiePersistentStorage.SQLITE)
context.set_automation_allowed(true)
context.connect('automation-started', (_, session) => session.connect('create-web-view', openView))

function openView() {
  const view = new WebKit.WebView({ web_context: context, is_controlled_by_automation: true })
  const window = new Gtk.Window({ default_width: 1280, default_height: 800 })
  window.add(view)
  window.show_all()
  view.connect('close', () => window.destroy())
  return view
}

Gtk.main()
