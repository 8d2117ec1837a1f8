// What a raw result means, as the suite's own display has it: a test that depends on one that did not pass says nothing.
export function classify(suites, raw) {
  const tests = new Map(suites.flatMap((suite) => suite.tests.map((test) => [test.id, test])));
  const judged = new Map();
  const judge = (id) => {
    if (!judged.has(id)) judged.set(id, judgeTest(tests.get(id), raw[id], judge));
    return judged.get(id);
  };
  const ran = [...tests.keys()].filter((id) => id in raw);
  return Object.fromEntries(ran.toSorted().map((id) => [id, judge(id)]));
}

function judgeTest(test, result, judge) {
  const kind = test?.kind ?? "required";
  const why = Array.isArray(result) ? result[1] : undefined;
  if (result === undefined) return { kind, result: "untested" };
  const depends = (test.depends_on ?? []).map((id) => judge(id).result);
  if (depends.some((other) => other !== "pass" && other !== "yes")) return { kind, result: "dependency failed" };
  if (why === "retry") return { kind, result: "retried", why };
  if (result[0] === "Setup") return { kind, result: "setup failed", why };
  if (kind === "check") return { kind, result: result === true ? "yes" : "no" };
  return { kind, result: result === true ? "pass" : "fail", why };
}
