import type { Operation } from "../model/api.js";
import type { Evidence, OperationFacts, StreamFacts } from "./facts.js";
import { quote } from "./text/prose.js";
import { phrase } from "./text/words.js";
import type { OperationView } from "./view/operation.js";
import { pointer } from "./view/pointer.js";

type FailureFacts = NonNullable<OperationFacts["failure"]>;
type JobFacts = NonNullable<OperationFacts["job"]>;
type IncrementalFacts = NonNullable<OperationFacts["incremental"]>;
type IdempotencyFacts = NonNullable<OperationFacts["idempotency"]>;

const SEQUENCES: readonly (readonly [RegExp, StreamFacts["format"]])[] = [
  [/^text\/event-stream/i, "sse"],
  [/^application\/(?:x-)?(?:ndjson|jsonl|json-lines|jsonlines|stream\+json|json-seq)|\+json-seq/i, "jsonl"],
];

/** An answer that is a sequence of events, with the flag that asks for it where there is a plain answer too. */
export function streamOf(view: OperationView): StreamFacts | undefined {
  const media = view.successes.flatMap((response) => response.media);
  for (const [pattern, format] of SEQUENCES) {
    const found = media.find((one) => pattern.test(one.type));
    if (!found) continue;
    const evidence: Evidence[] = [{ text: `answers with \`${found.type}\``, at: found.at }];
    const flag = view.inputs.find(
      (input) =>
        /^(?:stream|streaming|is stream)$/.test(input.phrase) && input.view.may("boolean") && !input.view.constant,
    );
    const plain = media.some((one) => one !== found && !pattern.test(one.type));
    if (flag && plain)
      evidence.push({ text: `\`${flag.ref}\` asks for it: “${quote(flag.description)}”`, at: flag.at });
    const terminator =
      found.events?.end ??
      terminatorIn([
        flag?.description,
        view.operation.description,
        view.successes.find((response) => response.media.includes(found))?.description,
        found.schema?.description,
        ...found.examples.map((one) => (typeof one === "string" ? one : "")),
      ]);
    if (terminator !== undefined)
      evidence.push({ text: `ends with \`${terminator}\``, at: flag?.at ?? view.operation.at });
    return {
      format,
      ...(terminator !== undefined && { terminator }),
      ...(flag && plain && { toggle: flag.ref }),
      evidence,
    };
  }
  return undefined;
}

/** `data: [DONE]`, “terminated by a `[DONE]` message”. */
function terminatorIn(texts: readonly (string | undefined)[]): string | undefined {
  for (const text of texts) {
    const match = /(?:data:|terminat\w{0,5}|end(?:s|ed)?|final|last|finish\w{0,3})[^[\n]{0,60}(\[[A-Z]{3,12}\])/.exec(
      (text ?? "").slice(0, 8_000),
    );
    if (match?.[1] !== undefined) return match[1];
  }
  return undefined;
}

/** `202 Accepted` that says where to ask for the result. */
export function jobOf(view: OperationView): JobFacts | undefined {
  const accepted = view.operation.responses.find((response) => response.status === "202");
  if (!accepted) return undefined;
  const header = accepted.headers.find((one) =>
    /^(?:operation )?location$|^(?:\w+ )?(?:async operation|operation location)$/.test(phrase(one.name)),
  );
  if (header)
    return {
      location: `header:${header.name}`,
      evidence: [{ text: `202 with header \`${header.name}\``, at: header.at }],
    };
  const body = view.answers.find((answer) => answer.status === "202")?.view;
  for (const field of body?.fields.values() ?? [])
    if (
      field.view.is("string") &&
      /^(?:(?:status|result|job|operation|poll(?:ing)?|task|progress) (?:url|uri|href|link)|location)$/.test(
        phrase(field.name),
      )
    )
      return {
        location: pointer([field.name]),
        evidence: [{ text: `202 with \`${field.name}\` in its body`, at: field.view.at }],
      };
  return undefined;
}

/** The header that makes a repeated request safe. */
export function idempotencyOf({ inputs, operation }: OperationView): IdempotencyFacts | undefined {
  if (/^(?:GET|HEAD|OPTIONS|TRACE|QUERY)$/.test(operation.method)) return undefined;
  const input = inputs.find(
    (one) =>
      one.in === "header" &&
      (/idempoten/.test(one.phrase) || (/idempoten/.test(one.text) && /(?:^| )(?:id|key|token)$/.test(one.phrase))),
  );
  return (
    input && {
      header: input.name,
      evidence: [{ text: `header \`${input.name}\`: “${quote(input.description)}”`, at: input.at }],
    }
  );
}

const BINARY =
  /^(?:application\/(?:octet-stream|pdf|zip|gzip|x-gzip|x-tar|x-zip|vnd\.(?:openxml|ms-)|x-7z|epub|java-archive|x-debian|vnd\.android)|image\/|audio\/|video\/|font\/)/i;

/** A file goes up. */
export function uploads(
  { operation }: OperationView,
  isBinary: (schema: NonNullable<Operation["body"]>["media"][number]) => boolean,
): boolean {
  return (
    operation.body?.media.some((one) => BINARY.test(one.type) || (/^multipart\//i.test(one.type) && isBinary(one))) ??
    false
  );
}

/** A file comes down. */
export function downloads({ successes }: OperationView): boolean {
  return successes.some((response) => response.media.some((one) => BINARY.test(one.type)));
}

const CHANGED =
  /^(?:(?:last )?(?:updated|modified|changed|edited)(?: at| on| date| time)? ?(?:since|after|from|gte|gt|min|start)|(?:since|min|start|from) (?:last )?(?:updated|modified|changed)(?: at| date)?|(?:updated|modified|changed) (?:since|after)|since|if modified since|modified|min date modified|date modified min)$/;

/** A parameter by which a list gives only what changed since a moment. */
export function incrementalOf(view: OperationView, fields: Iterable<string>): IncrementalFacts | undefined {
  const input = view.inputs.find((one) => one.in === "query" && CHANGED.test(one.phrase) && isMoment(one));
  if (!input) return undefined;
  const wanted = /creat/.test(input.phrase)
    ? /^(?:created|date created)/
    : /^(?:last )?(?:updated|modified|changed|edited)(?: at| on| date| time)?$|^date (?:updated|modified)$/;
  const field = [...fields].find((name) => wanted.test(phrase(name)));
  return {
    parameter: input.ref,
    ...(field !== undefined && { field: pointer([field]) }),
    evidence: [{ text: `parameter \`${input.ref}\`: “${quote(input.description)}”`, at: input.at }],
  };
}

function isMoment({ view, text }: OperationView["inputs"][number]): boolean {
  return (
    /date|time/.test(view.format ?? "") || /timestamp|\bdate|iso ?-?8601|rfc ?-?3339|\btime\b|unix|epoch/.test(text)
  );
}

const FLAGS = /^(?:ok|success|succeeded|is success|is successful|successful|request success)$/;

/**
 * A flag in success answers that says whether the call succeeded. It must be the API's habit (half of its answers) and
 * something must say that it can be false: its text, an error field beside it, or error bodies with the same flag.
 */
export function failureFlags(
  views: readonly OperationView[],
  errorFields: ReadonlySet<string>,
): ReadonlyMap<string, FailureFacts> {
  const found = new Map<string, FailureFacts>();
  let answering = 0;
  let saidFalse = errorFields.size > 0;
  for (const { answers, operation } of views) {
    const [answer] = answers;
    if (!answer) continue;
    answering++;
    for (const field of answer.view.fields.values()) {
      if (!FLAGS.test(phrase(field.name)) || !field.view.is("boolean")) continue;
      saidFalse =
        errorFields.has(field.name) ||
        /\bfalse\b|\berror|\bfail/.test(field.view.text) ||
        [...answer.view.fields.keys()].some((name) =>
          /^(?:error|errors|error code|error message|err)$/.test(phrase(name)),
        ) ||
        saidFalse;
      found.set(operation.key, {
        pointer: pointer([field.name]),
        equals: [false],
        evidence: [{ text: `\`${field.name}\` of the answer says whether the call succeeded`, at: field.view.at }],
      });
    }
  }
  const habit = found.size >= 3 && found.size >= answering / 2 && saidFalse ? found : new Map<string, FailureFacts>();
  for (const view of views) {
    const told = habit.has(view.operation.key) ? undefined : toldInstead(view);
    if (told) habit.set(view.operation.key, told);
  }
  return habit;
}

const TELLS =
  /^(?:errors?|error (?:message|description|info|text)|err msg|fault|note|notice|information|message|exception)$/;
const INSTEAD =
  /(?:status|http|code|with(?: an?)?|in an?) (?:code )?200\b|instead of (?:the )?(?:data|results?|response|answer)|\b(?:present|returned|set|populated|included|given|filled)(?: only)? (?:only )?(?:if|when|in case)(?: of)? (?:an? |the )?(?:error|request fail|call fail|request (?:is|was) (?:rejected|invalid|refused))|(?:if|when) (?:the|your|a) (?:request|call) (?:fails|failed|is rejected|is refused|was rejected|is invalid)/;

/**
 * Members of a success answer that say what went wrong in place of the data. Their description must say so, and nothing
 * else of the answer may be required, for an error beside data is a remark.
 */
function toldInstead({ answers }: OperationView): FailureFacts | undefined {
  const [answer] = answers;
  if (!answer || answer.fromExample || answers.length > 1) return undefined;
  const all = [...answer.view.fields.values()];
  const telling = all.filter(
    ({ name, view }) => TELLS.test(phrase(name)) && (view.is("string") || view.is("object")) && INSTEAD.test(view.text),
  );
  const [first] = telling;
  if (!first || telling.length === all.length || all.some((field) => field.required)) return undefined;
  return {
    pointer: pointer([first.name]),
    equals: [],
    present: telling.map((field) => pointer([field.name])),
    evidence: telling.map((field) => ({
      text: `\`${field.name}\` stands in place of the data: “${quote(field.view.description)}”`,
      at: field.view.at,
    })),
  };
}
