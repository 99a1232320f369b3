/**
 * Runs in the head before anything is painted, so that a reader with the dark theme never sees a light flash.
 * A string, because the page's Content-Security-Policy carries the hash of exactly these bytes.
 */
export const THEME_START = `(()=>{let t;try{t=localStorage.getItem('theme')}catch{}
document.documentElement.dataset.theme=t==='light'||t==='dark'?t:matchMedia('(prefers-color-scheme: dark)').matches?'dark':'light'})()`;
