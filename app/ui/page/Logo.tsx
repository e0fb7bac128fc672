import './logo.css'

/** The logo: a speech bubble with a Y in it. The same drawing as public/icon.svg. */
export function Logo(props: { size: number }) {
  return (
    <svg class="logo" width={props.size} height={props.size} viewBox="0 0 32 32" aria-hidden="true">
      <path
        class="logo-bubble"
        d="M16 3c7.7 0 13 4.9 13 11.5S23.7 26 16 26c-1.4 0-2.7-.2-3.9-.5l-5.6 3.3c-.8.5-1.7-.2-1.5-1.1l1-4.6C4 21 3 18 3 14.5 3 7.9 8.3 3 16 3Z"
      />
      <path class="logo-y" d="m11 9.5 5 5.7 5-5.7m-5 5.7v5.6" />
    </svg>
  )
}
