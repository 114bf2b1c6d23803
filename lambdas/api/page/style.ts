/** For any width, in light and dark. Only one file of style, so that its hash is the page's whole policy of styles. */
export const style = `
:root {
  color-scheme: light dark;
  --ink: light-dark(#1b2733, #dfe7ee);
  --soft: light-dark(#566573, #97a6b4);
  --paper: light-dark(#ffffff, #12181e);
  --panel: light-dark(#f4f7f9, #1a222a);
  --line: light-dark(#dce3e9, #2c3843);
  --link: light-dark(#0b5f8a, #74c0ea);
  --get: light-dark(#0b6b53, #6fd0b2);
  --post: light-dark(#8a4b08, #efb36b);
  --bad: light-dark(#a12622, #f2938c);
}
* { box-sizing: border-box; }
html { scroll-padding-top: 1rem; }
body {
  margin: 0;
  background: var(--paper);
  color: var(--ink);
  font: 1rem/1.55 system-ui, sans-serif;
}
header, main { width: 100%; max-width: 60rem; padding: 1rem clamp(1rem, 4vw, 3rem); margin: 0 auto; }
main { padding-bottom: 6rem; }
main > section:first-child > h2 { margin-top: 1rem; }
h1 { font-size: 1.9rem; line-height: 1.2; margin: 0.5rem 0 1rem; }
h1 small { color: var(--soft); font-weight: 400; }
h2 { font-size: 1.35rem; margin: 3.5rem 0 0.25rem; }
h3 { font-size: 1.05rem; margin: 0; overflow-wrap: anywhere; }
h4 { font-size: 0.85rem; margin: 1.25rem 0 0.4rem; color: var(--soft); font-weight: 600; }
p { margin: 0.5rem 0; }
a { color: var(--link); text-underline-offset: 0.15em; }
small { color: var(--soft); }
code { font: 0.9em/1.5 ui-monospace, monospace; overflow-wrap: anywhere; }
article {
  border: 1px solid var(--line);
  border-radius: 0.6rem;
  padding: 1rem 1.2rem;
  margin: 1rem 0;
}
article:target { border-color: var(--link); box-shadow: 0 0 0 1px var(--link); }
.summary { font-weight: 600; }
.method, .status { font: 700 0.8rem/1 ui-monospace, monospace; }
.method { color: var(--get); }
.method.post { color: var(--post); }
.status { display: inline-block; min-width: 2.2rem; text-indent: 0; color: var(--soft); }
.status.s2 { color: var(--get); }
.status.s4, .status.s5 { color: var(--bad); }
pre {
  background: var(--panel);
  border: 1px solid var(--line);
  border-radius: 0.4rem;
  padding: 0.6rem 0.8rem;
  margin: 0.75rem 0;
  white-space: pre-wrap;
  user-select: all;
}
table { width: 100%; border-collapse: collapse; margin: 0.5rem 0; }
th, td { text-align: left; vertical-align: top; padding: 0.35rem 0.8rem 0.35rem 0; font-weight: 400; }
thead th { font-size: 0.8rem; color: var(--soft); }
tr + tr > *, tbody > * > * { border-top: 1px solid var(--line); }
tbody th { width: 27%; }
tbody td:nth-child(2) { width: 30%; }
details { border-top: 1px solid var(--line); padding: 0.4rem 0; }
summary { cursor: pointer; padding-left: 1.2rem; text-indent: -1.2rem; }
summary:hover { color: var(--link); }
details > :not(summary) { margin-left: 1.2rem; }
details > table { width: calc(100% - 1.2rem); }
dt { margin-top: 0.9rem; }
dd { margin: 0; }
nav { padding: 1rem clamp(1rem, 4vw, 3rem); font-size: 0.9rem; border-block: 1px solid var(--line); }
nav h2 { font-size: 0.85rem; margin: 1rem 0 0.2rem; color: var(--soft); }
nav ul { list-style: none; margin: 0; padding: 0; }
nav a { display: block; padding: 0.25rem 0; text-decoration: none; color: inherit; overflow-wrap: anywhere; }
nav a:hover { color: var(--link); text-decoration: underline; }
.skip { position: absolute; left: -100vw; }
.skip:focus { left: 1rem; top: 1rem; padding: 0.5rem 1rem; background: var(--paper); z-index: 1; }
@media (min-width: 64rem) {
  body {
    display: grid;
    grid-template: 'nav header' auto 'nav main' 1fr / 20rem minmax(0, 1fr);
  }
  nav {
    grid-area: nav;
    position: sticky;
    top: 0;
    height: 100vh;
    overflow-y: auto;
    border-block: 0;
    border-right: 1px solid var(--line);
    padding: 1.5rem;
  }
}
@media (max-width: 40rem) {
  thead { display: none; }
  tr, tbody th, tbody td { display: block; width: auto !important; }
  tbody > tr > * { border-top: 0; padding: 0.1rem 0; }
  tr { border-top: 1px solid var(--line); padding: 0.4rem 0; }
  article { padding: 0.9rem; }
}
@media print { nav { display: none; } }
`;
