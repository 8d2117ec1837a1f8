import { BaseResolver, createConfig, lintDocument, Source as LintSource, type Document } from "@redocly/openapi-core";
import type { Session } from "./session.js";
import type { Source } from "./source/source.js";

/** Problems shown of one document; after so many it is clear that it needs work. */
const MOST = 100;

/**
 * Judges documents by Redocly's `spec` rules: what OpenAPI itself demands, nothing of taste. Findings are warnings,
 * since what harms the output is found by the stages themselves.
 */
export async function lintSources(sources: readonly Source[], session: Session): Promise<void> {
  const config = await createConfig({ extends: ["spec"] });
  for (const source of sources) {
    const document: Document = { source: new LintSource(source.uri, ""), parsed: source.value };
    const problems = await lintDocument({ document, config, externalRefResolver: new NoResolver() });
    // References are followed, and judged, by the load stage under its own rules.
    const shown = problems.filter((one) => one.ruleId !== "no-unresolved-refs").slice(0, MOST);
    for (const { message, ruleId, suggest, location } of shown) {
      const pointer = (location[0]?.pointer ?? "#/").replace(/^#/, "").replace(/\/$/, "");
      const guess = suggest[0];
      session.add(
        "warn",
        {
          code: "load/lint",
          message: `${message.replace(/\s+/g, " ").trim()} (rule ${ruleId})`,
          fix: guess === undefined ? `See https://redocly.com/docs/cli/rules/oas/${ruleId}.` : `Did you mean ${guess}?`,
        },
        { source, pointer },
      );
    }
  }
}

/** The linter reads nothing but what it is handed: no file and no URL that a document names. */
class NoResolver extends BaseResolver {
  override loadExternalRef(ref: string): Promise<LintSource> {
    return Promise.reject(new Error(`${ref} is not read by the linter`));
  }
}
