import { Case } from "./case.js";
import type { Scene } from "./scene.js";

/** How unlikely it is that some operation pages at all, before anything is known of it. */
const PRIOR = -4;

/** The case that an operation answers with one part of a list, whatever the way to the next part. */
export function listing({ view, subject, shape, items }: Scene): Case {
  const one = new Case(PRIOR);
  const [best, second] = items;
  one.join({ score: best.score * 0.7, evidence: best.evidence }, 3);
  if (best.score < -0.5) one.add(-3);
  if (second && second.score > best.score - 0.5 && second.slot.pointer !== best.slot.pointer)
    one.add(-0.7, "more than one array could be the items", best.slot.view.at);
  one.add(subject.lists ? 0.7 : 0);
  one.add(subject.single ? -1 : 0);
  one.add(subject.endsInParameter ? -0.5 : 0);
  one.add(view.operation.method === "GET" || view.operation.method === "QUERY" ? 0 : -0.7);
  const { totals, totalPages, more, done, echoes } = shape;
  let signs = 0;
  for (const [sign] of [totals, totalPages, more, done]) {
    if (!sign || signs >= 1.5) continue;
    signs += 0.6;
    one.add(0.6, `the answer has \`${sign.pointer}\``, sign.at);
  }
  if (echoes.length >= 2) one.add(0.5);
  if (/paginat|\bpaged?\b|\bpages\b|paging/.test(view.text))
    one.add(0.6, "its description speaks of pages", view.operation.at);
  return one;
}
