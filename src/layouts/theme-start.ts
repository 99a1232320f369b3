import { pageColors } from './page-colors.ts';

/**
 * Runs in the head before anything is painted, so that a reader with the dark theme never sees a light flash, and one
 * with larger text never sees it grow; and again when a browser brings the page back as it was left, for both may have
 * been changed on another since. A phone's bars around the page keep to its theme from then on. A string, because the
 * page's Content-Security-Policy carries the hash of exactly these bytes.
 */
export const THEME_START = `(()=>{const d=document.documentElement.dataset
const g=()=>{try{for(const k of['theme','textSize','keys']){const v=localStorage.getItem(k);if(v)d[k]=v}}catch{}
if(!/^(light|dark)$/.test(d.theme))d.theme=matchMedia('(prefers-color-scheme: dark)').matches?'dark':'light'}
g();addEventListener('pageshow',g)
const f=()=>document.getElementsByName('theme-color').forEach(m=>m.content=(${JSON.stringify(pageColors)})[d.theme])
f();new MutationObserver(f).observe(document.documentElement,{attributeFilter:['data-theme']})})()`;
