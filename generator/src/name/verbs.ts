const set = (text: string): ReadonlySet<string> => new Set(text.trim().split(/\s+/));

/** What an operation of a resource is called when its path says it all. */
export type Crud =
  | "list"
  | "get"
  | "create"
  | "update"
  | "replace"
  | "delete"
  | "deleteAll"
  | "updateAll"
  | "replaceAll";

/** Other words for the same thing, by HTTP method: to `read` is to get only where nothing is written. */
export const SYNONYMS: ReadonlyMap<string, ReadonlyMap<string, Crud>> = new Map([
  ["GET", same({ index: "list", retrieve: "get", fetch: "get", read: "get", show: "get", describe: "get" })],
  ["DELETE", same({ destroy: "delete", del: "delete" })],
  ["POST", same({ modify: "update" })],
  ["PUT", same({ modify: "update" })],
  ["PATCH", same({ modify: "update" })],
]);

function same(words: { readonly [word: string]: Crud }): ReadonlyMap<string, Crud> {
  return new Map(Object.entries(words));
}

/** Methods of HTTP used as words; they say nothing that the operation's own method does not. */
export const HTTP_WORDS = set("get post put patch delete head options trace");

/** Those of them that say less than "create", "replace" and "update" do. */
export const WRITING_WORDS = set("post put patch");

/** Words that only do: a literal that begins with one is an action whatever the method. */
export const VERBS = set(`
  accept acknowledge acquire activate add adjust advance allocate analyze append apply approve archive assign associate attach
  authenticate authorize autocomplete ban bind bulk calculate cancel capture change check claim classify clear clone close compact compare
  compile complete compute configure confirm connect convert copy create deactivate decline decode decrypt delete deliver deny deploy
  deprovision destroy detach detect detokenize disable disassociate disconnect dismiss dispatch dissociate download duplicate edit
  embed
  enable encode encrypt end enroll ensure escalate estimate evaluate exchange exec execute expire extend extract fail fetch finalize find
  finish flush force forward generate get grant hide identify import increment ingest initialize initiate insert install instantiate
  invalidate invite invoke join kick launch leave list load login logout lookup merge migrate modify move mute notify parse patch
  pause persist ping poll post preview process promote provision prune publish purge push put read reauthorize rebuild recover redeem
  redeliver refresh regenerate register reject release reload remove rename render reopen reorder replace replay reply reprocess
  rerun resend reset resize resolve restart restore resume retrieve retry revert revoke rollback rotate run save scan search
  select send set sign ship simulate skip snooze start stop store submit subscribe succeed suggest summarize suspend swap sync synchronize terminate test
  toggle tokenize train transform translate trigger unarchive unassign unban unblock undelete undo unfollow uninstall unlink unlock
  unmute unpause unpin unpublish unregister unstar unsubscribe unsuspend untag update upgrade upload upsert validate verify void
  vote wait wake watch withdraw write
`);

/** Words that also name things: actions only where the method or what stands around them says so. */
export const AMBIGUOUS = set(`
  access alert answer assist audit backup ban batch block bookmark boost browse call charge commit count deposit dispute draw export
  favorite favourite feature file filter follow fork handle host ignore issue label like link lock log map mark match message mint
  monitor order park pay pin present return fund plan play print query queue quote rate record refund report request review reward route sample
  schedule score screen share shop spend split star state stream supply support switch tag target track trade transfer
  trash unlike use view visit
`);

/** Verbs that also stand before nouns: `test_clocks` are things, `add_followers` is an action. */
export const ADJUNCTS = set(`
  call change check download draft embed exchange export import join list login open place poll preview process publish refresh
  register release reset run sample scan search share sign start store stream sync test trigger update upload watch
`);

/** Words that carry nothing in a name. */
export const FILLERS = set(`
  a an the paginated of for by in on at to from with within and or as into using via all any one single my me id ids uuid key name number new
  method operation endpoint handler controller action api resource service
`);

/** Segments whose only purpose is to hold actions: `/servers/{id}/actions/reboot`. */
export const ACTION_HOLDERS = set("actions action lifecycle operations commands methods do rpc");

export function isVerb(word: string): boolean {
  return VERBS.has(word.toLowerCase());
}

export function mayBeVerb(word: string): boolean {
  const lower = word.toLowerCase();
  return VERBS.has(lower) || AMBIGUOUS.has(lower);
}
