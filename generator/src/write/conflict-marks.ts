/** The two texts that git could not bring together, when it left its marks in a file; undefined where there are none. */
export function sidesOf(text: string): readonly [ours: string, theirs: string] | undefined {
  const sides: [string[], string[]] = [[], []];
  let within: "both" | "ours" | "base" | "theirs" = "both";
  let isMarked = false;
  for (const line of text.split("\n")) {
    const mark = /^(<{7}|\|{7}|={7}|>{7})(?:\s|$)/.exec(line)?.[1]?.[0];
    if (mark === "<" && within === "both") within = "ours";
    else if (mark === "|" && within === "ours") within = "base";
    else if (mark === "=" && (within === "ours" || within === "base")) within = "theirs";
    else if (mark === ">" && within === "theirs") {
      within = "both";
      isMarked = true;
    } else {
      if (within === "both" || within === "ours") sides[0].push(line);
      if (within === "both" || within === "theirs") sides[1].push(line);
    }
  }
  return isMarked && within === "both" ? [sides[0].join("\n"), sides[1].join("\n")] : undefined;
}
