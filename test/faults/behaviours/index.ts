import type { Behaviour } from "../server.js";
import { broken } from "./broken.js";
import { cacheable } from "./cacheable.js";
import { cappedPage } from "./capped-page.js";
import { bomb, compressed } from "./compressed.js";
import { emptyPage } from "./empty-page.js";
import { silentEvents, truncatedEvents, wholeEvents } from "./events.js";
import { foreignLink } from "./foreign-link.js";
import { largeInteger } from "./large-integer.js";
import { limited } from "./limited.js";
import { oddCursor, oddPages } from "./odd-pages.js";
import { redirect } from "./redirect.js";
import { reset } from "./reset.js";
import { guarded, revoke, token } from "./revoked-token.js";
import { sameCursor } from "./same-cursor.js";
import { silence } from "./silence.js";
import { stalledBody } from "./stalled-body.js";
import { telltale } from "./telltale.js";
import { cutJson, html } from "./wrong-content.js";

/** What the server does at each path. `api.yaml` describes the same paths as if all were well. */
export const behaviours: { readonly [path: string]: Behaviour | undefined } = {
  "/limited": limited,
  "/reset": reset,
  "/keyed-reset": reset,
  "/broken": broken,
  "/keyed-broken": broken,
  "/stalled-body": stalledBody,
  "/silent-events": silentEvents,
  "/truncated-events": truncatedEvents,
  "/whole-events": wholeEvents,
  "/empty-page": emptyPage,
  "/same-cursor": sameCursor,
  "/capped-page": cappedPage,
  "/redirect": redirect,
  "/foreign-link": foreignLink,
  "/html": html,
  "/cut-json": cutJson,
  "/silence": silence,
  "/large-integer": largeInteger,
  "/cacheable": cacheable,
  "/odd-pages": oddPages,
  "/odd-cursor": oddCursor,
  "/token": token,
  "/revoke": revoke,
  "/guarded": guarded,
  "/telltale": telltale,
  "/compressed": compressed,
  "/bomb": bomb,
};
