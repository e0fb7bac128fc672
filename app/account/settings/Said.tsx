/** The result of an action. Screen readers read it out when it changes. */
export function Said(props: { text: string; wrong?: boolean }) {
  return (
    <p class="prefs-said" classList={{ wrong: props.wrong }} role="status">
      {props.text}
    </p>
  )
}
