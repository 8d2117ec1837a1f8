/** The JSON Pointer (RFC 6901) of a member. */
export function below(pointer: string, step: string | number): string {
  return `${pointer}/${typeof step === "number" ? step : escapeStep(step)}`;
}

export function toPointer(steps: readonly (string | number)[]): string {
  let pointer = "";
  for (const step of steps) pointer = below(pointer, step);
  return pointer;
}

export function toSteps(pointer: string): string[] {
  return pointer === "" ? [] : pointer.slice(1).split("/").map(unescapeStep);
}

/** Steps of a URI fragment that is a pointer: %-encoding first, then `~1` and `~0`. Undefined when it is no pointer. */
export function fragmentSteps(fragment: string): string[] | undefined {
  if (fragment !== "" && !fragment.startsWith("/")) return undefined;
  return toSteps(decode(fragment));
}

/** %-decoding that leaves alone what is no valid encoding: real documents have a bare `%` in references. */
export function decode(text: string): string {
  if (!text.includes("%")) return text;
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}

function escapeStep(step: string): string {
  return /[~/]/.test(step) ? step.replaceAll("~", "~0").replaceAll("/", "~1") : step;
}

function unescapeStep(step: string): string {
  return step.includes("~") ? step.replaceAll("~1", "/").replaceAll("~0", "~") : step;
}
