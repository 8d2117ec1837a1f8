/** Style and script of the page. They are constants: nothing of a document gets into them. */

export const STYLE = `
:root { color-scheme: light dark; --ink: light-dark(#1c2430, #dfe5ee); --soft: light-dark(#5b6675, #97a3b4); --line: light-dark(#dfe4ea, #2c3542); --back: light-dark(#ffffff, #12171e); --card: light-dark(#f5f7f9, #1a212b); --mark: light-dark(#0b62c4, #6db3ff); --good: light-dark(#1a7f45, #57c785); --warn: light-dark(#9a5b00, #e3b341); --bad: light-dark(#b42318, #ff8a80); }
* { box-sizing: border-box; }
body { margin: 0; background: var(--back); color: var(--ink); font: 15px/1.5 system-ui, sans-serif; overflow-wrap: anywhere; }
main, header > div { max-width: 1180px; margin: 0 auto; padding: 0 20px; }
header { padding: 28px 0 8px; }
h1 { font-size: 26px; line-height: 1.25; margin: 0; }
h2 { font-size: 17px; margin: 28px 0 8px; }
h3 { font-size: 15px; margin: 22px 0 4px; }
p { margin: 4px 0; }
code, .mono { font: 13px/1.5 ui-monospace, "SF Mono", Menlo, Consolas, monospace; }
.soft { color: var(--soft); }
.counts { display: flex; flex-wrap: wrap; gap: 8px 22px; margin: 12px 0 0; padding: 0; list-style: none; }
.counts b { font-size: 18px; }
.cards { display: grid; grid-template-columns: repeat(auto-fit, minmax(280px, 1fr)); gap: 14px; }
.card { background: var(--card); border: 1px solid var(--line); border-radius: 10px; padding: 12px 16px; min-width: 0; }
.card h2 { margin: 0 0 6px; }
ul.plain { margin: 0; padding: 0; list-style: none; }
.evidence li { margin: 3px 0; }
.evidence .at { color: var(--soft); font-size: 12px; }
.find { position: sticky; top: 0; z-index: 1; background: var(--back); padding: 12px 0; display: flex; flex-wrap: wrap; gap: 8px 14px; align-items: center; border-bottom: 1px solid var(--line); margin-top: 22px; }
.find input[type=search] { flex: 1 1 260px; min-width: 0; font: inherit; color: inherit; background: var(--card); border: 1px solid var(--line); border-radius: 8px; padding: 8px 12px; }
.find select { font: inherit; color: inherit; background: var(--card); border: 1px solid var(--line); border-radius: 8px; padding: 8px; max-width: 100%; }
.findings { margin-top: 22px; }
.findings h2 { display: inline; }
.group { content-visibility: auto; contain-intrinsic-size: auto 400px; }
.op { border-top: 1px solid var(--line); }
.op > summary { display: grid; grid-template-columns: minmax(0, 2fr) minmax(0, 3fr) minmax(0, 3fr) 3.5rem; gap: 4px 14px; padding: 7px 4px; cursor: pointer; list-style: none; }
.op > summary::-webkit-details-marker { display: none; }
.op > summary:hover { background: var(--card); }
.op > summary:focus-visible { outline: 2px solid var(--mark); outline-offset: -2px; }
.op .body { padding: 4px 4px 16px 16px; }
.verb { color: var(--mark); font-weight: 600; }
.sure { text-align: right; color: var(--good); font-variant-numeric: tabular-nums; }
.gone { text-decoration: line-through; }
table { border-collapse: collapse; }
td { padding: 2px 16px 2px 0; vertical-align: top; }
pre { margin: 6px 0; padding: 8px 12px; background: var(--card); border: 1px solid var(--line); border-radius: 8px; white-space: pre-wrap; font: 13px/1.5 ui-monospace, Menlo, Consolas, monospace; }
.stop { color: var(--bad); } .warn { color: var(--warn); } .repair, .info { color: var(--soft); }
[hidden] { display: none !important; }
@media (max-width: 760px) { .op > summary { grid-template-columns: minmax(0, 1fr) 3.5rem; } .op > summary > .path, .op > summary > .how { grid-column: 1 / -1; } }
`;

export const SCRIPT = `
const find = document.getElementById("find");
const kind = document.getElementById("kind");
const shown = document.getElementById("shown");
const groups = [...document.querySelectorAll(".group")].map((group) => ({
  group,
  rows: [...group.querySelectorAll(".op")].map((row) => ({ row, text: row.querySelector("summary").textContent.toLowerCase() + " " + row.dataset.more.toLowerCase(), style: row.dataset.style })),
}));
let waiting;
function filter() {
  const words = find.value.toLowerCase().split(/\\s+/).filter(Boolean);
  let count = 0;
  for (const { group, rows } of groups) {
    let some = false;
    for (const { row, text, style } of rows) {
      const fits = words.every((word) => text.includes(word)) && (kind.value === "" || (kind.value === "any" ? style !== "" : kind.value === "none" ? style === "" : style === kind.value));
      row.hidden = !fits;
      if (fits) { some = true; count++; }
    }
    group.hidden = !some;
  }
  shown.textContent = count.toLocaleString("en") + " shown";
}
find.addEventListener("input", () => { clearTimeout(waiting); waiting = setTimeout(filter, 80); });
kind.addEventListener("change", filter);
document.addEventListener("keydown", (event) => { if (event.key === "/" && document.activeElement !== find) { event.preventDefault(); find.focus(); } });
if (location.hash.length > 1) { find.value = decodeURIComponent(location.hash.slice(1)); filter(); }
`;
