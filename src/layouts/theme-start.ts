/**
 * Runs in the head before anything is painted, so that a reader with the dark theme never sees a light flash, and one
 * with larger text never sees it grow. A string, because the page's Content-Security-Policy carries the hash of exactly
 * these bytes.
 */
export const THEME_START = `(()=>{const d=document.documentElement.dataset;try{for(const k of['theme','textSize','keys']){const v=localStorage.getItem(k);if(v)d[k]=v}}catch{}
if(!/^(light|dark)$/.test(d.theme))d.theme=matchMedia('(prefers-color-scheme: dark)').matches?'dark':'light'})()`;
