import { colors } from './marks.ts';

/** Series colours that keep a contrast of 3 and more against a white and against a dark page; told apart by symbols too. */
const light = [
  ...['#0067a5', '#c7431c', '#00795a', '#a8327e', '#8a6100', '#6a3fb5'],
  ...['#4f5b66', '#00747d', '#8c2d2d', '#4c6b00', '#b0006d', '#1f3fbf'],
];
const dark = [
  ...['#58b0ff', '#ff8a5c', '#3ad6a4', '#f08fcb', '#e6bb45', '#bda0ff'],
  ...['#b6c2cd', '#4fd0dc', '#ff8f8f', '#b3d44a', '#ff7cc4', '#93a8ff'],
];
const series = (palette: readonly string[]): string =>
  Array.from({ length: colors }, (_, i) => `--series-${i}:${palette[i]};`).join('');

/** The colours of a white page, for pictures that stand alone. */
export const onWhite: string = `--page:#fff;--ink:#1b1f24;--soft:#59636e;--line:#d5dae0;--data:#9aa4ae;${series(light)}`;

/** The page's style: one column, both colour schemes, readable on a phone and on paper. */
export const style: string = `
:root{color-scheme:light dark;--page:#fff;--ink:#1b1f24;--soft:#59636e;--line:#d5dae0;--card:#f6f8fa;--data:#9aa4ae;--mark:#fff3c4;--fails:#b3261e;${series(light)}}
@media screen and (prefers-color-scheme:dark){:root{--page:#14171b;--ink:#e8ebee;--soft:#a3adb8;--line:#353c45;--card:#1c2127;--data:#6b7682;--mark:#4a3f12;--fails:#ff8f87;${series(dark)}}}
*{box-sizing:border-box}
body{margin:0;background:var(--page);color:var(--ink);font:16px/1.5 system-ui,-apple-system,"Segoe UI",Roboto,"DejaVu Sans",sans-serif}
main{max-width:1080px;margin:0 auto;padding:2rem 1rem 4rem}
h1{font-size:1.9rem;line-height:1.2;margin:0 0 .5rem;overflow-wrap:anywhere}
h2{font-size:1.3rem;margin:2.5rem 0 .5rem;border-top:1px solid var(--line);padding-top:1.25rem}
h3{font-size:1.05rem;margin:1.5rem 0 .25rem}
p{max-width:46rem;margin:.4rem 0}
.soft,figcaption{color:var(--soft);font-size:.9rem}
figure{margin:1rem 0}
figcaption{max-width:46rem}
svg{max-width:100%;height:auto;display:block;color:var(--ink);font-family:inherit}
.pair{display:grid;grid-template-columns:repeat(auto-fit,minmax(min(100%,440px),1fr));gap:1rem 2rem}
.scroll{overflow-x:auto}
table{border-collapse:collapse;font-size:.9rem;font-variant-numeric:tabular-nums}
caption{text-align:left;color:var(--soft);font-size:.9rem;padding-bottom:.3rem}
th,td{padding:.3rem .7rem;text-align:right;border-bottom:1px solid var(--line);white-space:nowrap;vertical-align:top}
th:first-child,td:first-child,.left{text-align:left}
table+table,.scroll+.scroll{margin-top:1.2rem}
thead th,.wrap{white-space:normal;vertical-align:bottom}
.wrap{min-width:14rem;vertical-align:top}
thead th{border-bottom:2px solid var(--line);font-weight:600}
.best{background:var(--mark);font-weight:600}
.legend{display:flex;flex-wrap:wrap;gap:.3rem 1.1rem;list-style:none;padding:0;margin:.5rem 0;font-size:.9rem}
.legend li{display:flex;align-items:center;gap:.4rem;max-width:100%}
.legend [aria-hidden]{flex:none}
.legend [aria-hidden]+span{min-width:0;overflow-wrap:anywhere}
.grid{border-collapse:separate;border-spacing:3px}
.grid th,.grid td{border:0;padding:0 .2rem;font-weight:500}
.grid td{padding:0}
.grid svg,.tile svg{background:var(--card);border-radius:4px}
.multiples{display:grid;grid-template-columns:repeat(auto-fill,minmax(200px,1fr));gap:1.2rem .8rem;margin:1rem 0}
.multiples figure{margin:0}
.multiples figcaption{overflow-wrap:anywhere;font-size:.85rem;line-height:1.35}
.multiples b{color:var(--ink)}
.fails{color:var(--fails);font-weight:600}
.tiles{display:grid;grid-template-columns:repeat(auto-fill,minmax(150px,1fr));gap:.8rem}
.tiles.wide{grid-template-columns:repeat(auto-fill,minmax(220px,1fr));margin-bottom:.8rem}
.tile{margin:0}
.tile figcaption{font-size:.8rem}
pre{background:var(--card);border:1px solid var(--line);border-radius:6px;padding:.8rem;white-space:pre-wrap;overflow-wrap:anywhere;font-size:.9rem}
details{margin:.6rem 0}
summary{cursor:pointer;font-weight:600}
.off,[hidden]{display:none!important}
nav ul{display:flex;flex-wrap:wrap;gap:.2rem 1.2rem;list-style:none;padding:0;margin:1rem 0;font-size:.9rem}
a{color:inherit;text-underline-offset:.15em}
button{font:inherit;color:inherit;background:none;border:0;padding:0;margin:0;cursor:pointer;text-align:inherit}
:focus-visible{outline:2px solid var(--series-0);outline-offset:2px}
th>button{display:inline-block;font-weight:inherit}
th>button::after{content:"↕";color:var(--soft);opacity:.55;padding-left:.3em}
th[aria-sort=ascending]>button::after{content:"↑";opacity:1}
th[aria-sort=descending]>button::after{content:"↓";opacity:1}
.legend button{display:flex;align-items:center;gap:.4rem;min-height:1.75rem;padding:0 .35rem;border:1px solid transparent;border-radius:4px}
.legend [aria-pressed=false]{opacity:.55;text-decoration:line-through}
.legend .plain,.scales button{border:1px solid var(--line);border-radius:4px;min-height:1.75rem;padding:0 .6rem}
.scales{display:flex;font-size:.9rem;margin:.5rem 0}
.scales:empty{display:none}
.scales button+button{margin-left:.4rem}
.scales [aria-pressed=true]{background:var(--mark);font-weight:600}
.point{outline-offset:4px}
.told{stroke:var(--ink);stroke-width:2}
.note{position:absolute;z-index:1;pointer-events:none;max-width:20rem;background:var(--card);border:1px solid var(--soft);border-radius:4px;padding:.3rem .6rem;font-size:.85rem;line-height:1.35;white-space:pre-line;overflow-wrap:anywhere;font-variant-numeric:tabular-nums}
.facts{display:grid;grid-template-columns:max-content 1fr;gap:.1rem 1rem;margin:.6rem 0;font-size:.9rem}
.facts dt{color:var(--soft)}
.facts dd{margin:0;overflow-wrap:anywhere}
tfoot th,tfoot td{color:var(--soft);font-weight:400;text-align:right}
@media (max-width:480px){.multiples{grid-template-columns:1fr 1fr}}
@media screen and (max-width:600px){.wrap{min-width:22rem}caption{max-width:calc(100vw - 2rem)}th[scope=row]{min-width:9rem;white-space:normal;overflow-wrap:anywhere}.grid svg{min-width:64px}}
@media print{
@page{margin:14mm}
nav,.scales,.legend .plain,.note{display:none}
th>button::after{content:none}
body{font-size:10pt}
main{max-width:none;padding:0}
h2,h3,summary,caption{break-after:avoid}
figure,tr,.tile{break-inside:avoid}
.scroll{overflow:visible}
table{font-size:7pt}
tfoot{display:table-row-group}
th,td{white-space:normal;padding:.15rem .25rem}
th[scope=row],td b,td .soft,td.soft{overflow-wrap:anywhere;font-size:inherit}
.wrap{min-width:0}
.pair{grid-template-columns:1fr 1fr}
.multiples{grid-template-columns:repeat(3,1fr)}
details:not([open])>*{display:block}
details::details-content{content-visibility:visible;display:block;height:auto}
}
`.trim();
