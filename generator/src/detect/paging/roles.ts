/** What a parameter may be for. `back` walks towards the beginning, `end` closes a range. */
export type Role = "page" | "offset" | "cursor" | "keyset" | "size" | "back" | "end";

/** How telling a name is, by its words. The strongest that fits counts; patterns see the whole name. */
type Names = readonly (readonly [weight: number, pattern: RegExp])[];

const THINGS = "(?:results?|items?|records?|rows?|entries|entry|elements?|objects?|hits?|values?|resources?)";
/** Holders and politeness that say nothing: `pagination[page]`, `paging.offset`. */
const NOISE = /^(?:(?:pagination|paging|pager|list|query|options?|params|request|range|odata|search|meta) )+(?=\w)/;

const NAMES: { readonly [role in Role]: Names } = {
  page: [
    [3, /^(?:results? |current |list )?page(?: (?:number|num|no|nr|index|idx))?$/],
    [3, /^(?:number|index) page$/],
    [1.5, /^(?:p|pg|paged|page offset|page page|start page|pages)$/],
  ],
  offset: [
    [3, new RegExp(`^(?:(?:page|start|list|${THINGS}) )?offset$`)],
    [3, /^(?:skip|num(?:ber)? to skip|skip (?:count|num|number|rows|results|items|records))$/],
    [
      3,
      new RegExp(`^(?:start|starting|begin|first) (?:at|index|row|record|item|result|position|from|element|number)$`),
    ],
    [2.5, new RegExp(`^(?:container|row|${THINGS}) start$`)],
    [1.5, /^(?:start|from|begin|first|position|index|page start)$/],
  ],
  cursor: [
    [3, /^(?:\w+ )?(?:cursor|cursor mark|continuation|continue|bookmark|iterator|scroll id|marker)$/],
    [
      3,
      /^(?:next|page|pagination|paging|continuation|skip|start|starting|resume|next page|scroll|page next|list|exclusive start|batch|cursor) (?:token|marker|key|cursor|id|state|handle)$/,
    ],
    [3, /^page (?:after|cursor|token|marker|key)$|^next \w+ (?:token|cursor|marker|id|key)$/],
    [
      2,
      /^(?:after|starting after|start after|next|next page|after cursor|after token|after key|next record|search after|page id)$/,
    ],
    [
      1.5,
      /^(?:position|stream position|anchor|seek|page|offset|start|from|since|sync|last key|last token|from key|start from|page offset)$/,
    ],
    [1, /(?:^| )(?:token|cursor|marker|position)$/],
  ],
  keyset: [
    [2.7, /^max id$/],
    [
      2.5,
      /^(?:starting after|start after|after id|since id|last id|from id|start id|min id|after uuid|last seen id|last seen|search after)$/,
    ],
    [2, /^(?:after|since|page after|cursor|before|max id|before id|from key|start key)$/],
    [2, /^(?:last|after|since|from) (?:\w+ ){0,2}(?:id|key|uuid|event|number|sort|item|entry|record)$/],
    [2, /^(?:last|after|since|from) (?:\w+ ){1,2}name$/],
    [1.5, /^(?:last|after|since|from) (?!name$)\w+$/],
    [1, /^offset$/],
  ],
  size: [
    [
      3,
      /^(?:limit|page size|per page|max results|page limit|max items|max keys|max records|take|top|container size|size page)$/,
    ],
    [3, new RegExp(`^(?:max )?${THINGS} per page$`)],
    [
      2.5,
      new RegExp(
        `^(?:size|rows|count|page length|page count|page max|list size|batch size|fetch size|result size|max page size|limit results|row count|max (?:count|rows|entries|hits|elements|per page|size)|(?:num|number of|n|no of|nr) ${THINGS}|num|${THINGS} (?:limit|count)|(?:results|items|hits|records) (?:size|max)|query limit)$`,
      ),
    ],
    [1.5, /^(?:max|n|first|length|results|amount|quantity|number|last|maximum|items|pp|ps)$/],
    [1, /(?:^| )(?:limit|page size|per page)$/],
  ],
  back: [
    [2.5, /^(?:before|ending before|end before|page before|until id|before id|before cursor|prev|previous)$/],
    [2.5, /^(?:prev|previous) (?:cursor|token|page token|page|marker)$/],
    [2, /^(?:min id|before \w+)$/],
  ],
  end: [[2, /^(?:end|to|end (?:at|index|row|offset)|last (?:index|row|record)|stop|until)$/]],
};

const CACHE_LIMIT = 20_000;
const cache = new Map<string, ReadonlyMap<Role, number>>();

/** Roles that a name suggests, with weights. `words` is the name taken apart, blanks between. */
export function rolesOf(words: string): ReadonlyMap<Role, number> {
  let roles = cache.get(words);
  if (!roles) {
    roles = new Map(
      (Object.keys(NAMES) as Role[]).flatMap((role) => {
        const weight = Math.max(best(NAMES[role], words), best(NAMES[role], words.replace(NOISE, "")));
        return weight > 0 ? [[role, weight] as const] : [];
      }),
    );
    if (cache.size >= CACHE_LIMIT) cache.clear();
    cache.set(words, roles);
  }
  return roles;
}

function best(names: Names, words: string): number {
  if (words.length > 60) return 0;
  let most = 0;
  for (const [weight, pattern] of names) if (weight > most && pattern.test(words)) most = weight;
  return most;
}

/** How a description speaks of each role: what speaks for it, and what against. No open repetitions: text is hostile. */
export const SPEECH: {
  readonly [role in Role]: { readonly for: RegExp; readonly weight: number; readonly against?: RegExp };
} = {
  page: {
    weight: 2,
    for: /page number|number of (?:the )?(?:results? )?page|which page|page of (?:the )?\w{2,20}|page index|page to (?:return|retrieve|fetch|get|display|show|load|start|request)|(?:current|specific|desired|requested|results?) page|(?:zero|0|1|one)[- ](?:based|indexed)|paginat|paging|page you|the page\b/,
    against: /\b(?:books?|comics?|pdf|chapter|printed?|html|landing page|web ?page|manga|volume)\b/,
  },
  offset: {
    weight: 2,
    for: /\bskip|\boffset|starting (?:index|position|point|row|record|offset|from|at|item)|start(?:s|ing)? (?:at|from|index|position)|(?:index|position|number|rank) of the first|the first (?:\w{1,15} ){0,2}(?:item|record|row|result|entry|element|object|to)|(?:zero|0)[- ](?:based|indexed)|where to start|paginat|paging|start index|from which to (?:start|begin)/,
    against:
      /\b(?:seconds?|milliseconds?|ms|minutes?|bytes?|ticks|time ?zone|utc|characters?|timestamps?|dates?)\b|\bidentifier of|\b(?:start|point|item|last|first|object|update|event) ids?\b|\b(?:given|specified|supplied|this|that) (?:\w{1,15} )?(?:u?ids?|identifier)\b|(?:greater|higher|larger|bigger|less|lower|smaller) than (?:the |this )?offset|than the highest/,
  },
  cursor: {
    weight: 2.5,
    for: /\bcursor|pagination|page ?token|continuation|next[_ ]?page|next set|next batch|(?:previous|prior|last|earlier|preceding) (?:\w{1,15} )?(?:response|request|call|page|query|result|list|invocation|search|api)|returned (?:by|from|in|with)|subsequent (?:page|request|call|quer)|opaque|\bpaging\b|\bpaged\b|\bresume|bookmark|more (?:results|items|records)|page of results|next (?:results|items|chunk|list|cursor)|fetch the next|iterat|starting point/,
    against: /authenticat|authoriz|credential|api key|oauth|password|idempoten|\bsecret|\bjwt\b/,
  },
  keyset: {
    weight: 2,
    for: /\b(?:id|identifier|key|name|value|number)s? of (?:the |an? )?(?:last|first|previous|final|object|item|record)|object id|(?:after|before|since|greater than|less than|newer than|older than|higher than|lower than|following|from|starting at|starting from|above|below) (?:(?:this|the|that|given|specified|an?|supplied|provided) ){0,2}(?:\w{1,20} ){0,2}(?:id|identifier|ids|one|key)\b|last (?:\w{1,15} ){0,3}(?:id|key)\b|(?:id|ids) (?:is )?(?:greater|less|higher|lower|newer|older|after)|last seen|referenced by this id|(?:last|previous) (?:item|element|record|object|result|entry)|identifiers? of (?:the )?(?:first|last|previous)|than the highest/,
  },
  size: {
    weight: 1.5,
    for: /per page|page size|size of (?:the |a |each )?page|(?:maximum|max\.?|minimum|number|count|amount|limit|size|quantity) (?:\w{1,20} ){0,5}(?:to (?:return|retrieve|fetch|list|include|show|display|get|be returned|read)|returned|per|in (?:the|a|each|one|this) (?:response|page|result|batch|list)|on (?:a|each|the) page|requested|results|items|records)|limit (?:the|on|for|of|to)|\blimits?\b|how many|page length|(?:results|items|records|entries|rows|objects|elements) to (?:return|fetch|retrieve|show)|maximum number|paginat/,
    against:
      /\b(?:pixels?|images?|thumbnails?|bytes?|width|height|disk|memory|gb|gib|mb|mib|avatar|machine|characters)\b/,
  },
  back: { weight: 1.5, for: /previous page|backwards?|before|preceding|earlier|ending|prev/ },
  end: {
    weight: 1.5,
    for: /\bend(?:ing)? (?:index|row|position|at|offset)|last (?:row|record|item|index)|exclusive|inclusive|until|upper/,
  },
};

/** A moment rather than a position. */
export const SPEAKS_OF_TIME =
  /\b(?:timestamps?|dates?|date-time|datetime|iso ?-?8601|rfc ?-?3339|rfc ?-?2822|unix|epoch|(?:milli)?seconds|utc|yyyy)\b/;

/** Tokens that are something else: credentials, idempotency keys, sync tokens. */
export const OTHER_TOKEN =
  /(?:^| )(?:access|auth|authorization|refresh|id|client|csrf|xsrf|api|bearer|session|security|idempotency|device|push|bot|verification|sync|delta|user|invite|reset|jwt|login|registration|secret|csrf|upload|download|share|payment|card) (?:token|key)$/;
