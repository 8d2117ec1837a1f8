import type { Json, JsonObject } from "../document.js";
import { isObject, put } from "../json.js";
import { below } from "../pointer.js";
import { memberOf, type Kind, type Member, type Shapes } from "../walk/shapes.js";
import type { Cursor } from "../walk/walk.js";
import type { Mender } from "./mender.js";

const NAMES: { readonly [kind in Kind]?: string } = {
  pathItem: "path item",
  requestBody: "request body",
  mediaType: "media type",
  securityScheme: "security scheme",
};

/** Removes members of an object that are not what they must be: afterwards the whole structure can be relied on. */
export function mendMembers(node: JsonObject, kind: Kind, shapes: Shapes, cursor: Cursor, mender: Mender): void {
  const shape = shapes[kind];
  for (const key of Object.keys(node)) {
    const member = memberOf(shape, key);
    if (member) mendMember({ node, key, member, at: () => below(cursor.pointer(), key) }, mender);
  }
}

interface Slot {
  readonly node: JsonObject;
  readonly key: string;
  readonly member: Member;
  readonly at: () => string;
}

function mendMember(slot: Slot, mender: Mender): void {
  const { node, key, member } = slot;
  const value = node[key] as Json;
  if (member.form === "list" || (member.form === "one or list" && Array.isArray(value))) return mendList(slot, mender);
  if (member.form !== "map") return mendOne(slot, value, mender);
  if (value === null) {
    delete node[key];
  } else if (!isObject(value)) {
    wrong(slot.at(), key, value, "an object", mender);
    delete node[key];
  } else {
    for (const name of Object.keys(value)) {
      const item = value[name] as Json;
      if (isObject(item) || fits(item, member.kind, key)) continue;
      if (member.kind !== "schema" && name.startsWith("x-")) continue;
      const at = below(slot.at(), name);
      if (item !== null) wrong(at, name, item, article(member.kind), mender);
      else empty(at, name, mender);
      if (member.kind === "schema" || member.kind === "response" || member.kind === "mediaType") put(value, name, {});
      else delete value[name];
    }
  }
}

function mendList({ node, key, member, at }: Slot, mender: Mender): void {
  const value = node[key] as Json;
  if (value === null) {
    delete node[key];
  } else if (isObject(value) && member.kind === "schema") {
    mender.repair(
      at(),
      "load/list-expected",
      `\`${key}\` must be a list; its one schema is taken as the only item.`,
      `Write \`${key}\` as a list.`,
    );
    node[key] = [value];
  } else if (!Array.isArray(value)) {
    wrong(at(), key, value, "a list", mender);
    delete node[key];
  } else if (!value.every((item) => isObject(item) || fits(item, member.kind, key))) {
    for (const [index, item] of value.entries()) {
      if (isObject(item) || fits(item, member.kind, key)) continue;
      wrong(below(at(), index), String(index), item, article(member.kind), mender);
    }
    mender.session.origins.pin(mender.root, at(), value);
    node[key] = value.filter((item) => isObject(item) || fits(item, member.kind, key));
  }
}

function mendOne({ node, key, member, at }: Slot, value: Json, mender: Mender): void {
  if (isObject(value) || fits(value, member.kind, key)) return;
  if (value !== null) wrong(at(), key, value, article(member.kind), mender);
  else if (member.kind === "schema") empty(at(), key, mender);
  if (member.kind === "schema" && value === null && key !== "not") node[key] = {};
  else delete node[key];
}

/** Boolean schemas; and lists of names in `dependencies`, which a later step reads. */
function fits(value: Json, kind: Kind, key: string): boolean {
  return kind === "schema" && (typeof value === "boolean" || (key === "dependencies" && Array.isArray(value)));
}

function wrong(at: string, name: string, value: Json, expected: string, mender: Mender): void {
  const is = value === null ? "nothing" : Array.isArray(value) ? "a list" : `a ${typeof value}`;
  mender.warn(
    at,
    "load/wrong-type",
    `\`${name}\` must be ${expected}, not ${is}; it is left out.`,
    `Make it ${expected}, or remove it.`,
  );
}

function empty(at: string, name: string, mender: Mender): void {
  mender.repair(
    at,
    "load/nothing-here",
    `\`${name}\` is there, but says nothing; it is taken as empty.`,
    "Remove it, or say what it is for.",
  );
}

function article(kind: Kind): string {
  const name = NAMES[kind] ?? kind;
  return `${/^[aeiou]/.test(name) ? "an" : "a"} ${name}`;
}
