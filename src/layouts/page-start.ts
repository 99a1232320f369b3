import { pageColors } from './page-colors.ts';

/**
 * Runs in the head before anything is painted, so that a reader with the dark theme never sees a light flash, and one
 * with larger text never sees it grow; and again when a browser brings the page back as it was left, for both may have
 * been changed on another since. A phone's bars around the page keep to its theme from then on.
 *
 * It also marks a page opened at its beginning: neither brought back nor with a place in its address, be it a text
 * (`#:~:text=`), of which `location` says nothing. What may lead the reader further down ends that.
 *
 * A string, because the page's Content-Security-Policy carries the hash of exactly these bytes.
 */
export const PAGE_START = `(()=>{const h=document.documentElement,d=h.dataset,c=${JSON.stringify(pageColors)}
const g=()=>{try{for(const k of['theme','textSize','keys']){const v=localStorage.getItem(k);if(v)d[k]=v}}catch{}
if(!(d.theme in c))d.theme=matchMedia('(prefers-color-scheme:dark)').matches?'dark':'light'}
g();addEventListener('pageshow',g)
const f=()=>document.getElementsByName('theme-color').forEach(m=>m.content=c[d.theme])
f();new MutationObserver(f).observe(h,{attributeFilter:['data-theme']})
const[n]=performance.getEntriesByType('navigation')
if(n?.type=='navigate'&&!n.name.includes('#'))d.fromTop=''
for(const e of['click','keydown','scroll'])addEventListener(e,()=>delete d.fromTop,true)})()`;
