import { expect, test } from "vitest";
import { schemeVariable } from "../../../../runtime/src/auth/environment.js";
import { schemeRows } from "../../../../generator/src/emit/docs/credentials.js";

// The generator cannot import the runtime; what its README says must still be what the runtime looks for.
test.each(["apiKeyAuth", "partner-key", "_x__y_", "OAuth2Key", "clé"])(
  "of several keys, %s has the variable that the runtime reads",
  (name) => {
    const key = { type: "apiKey", in: "header", name: "X-Key", from: "declared" } as const;
    const rows = schemeRows({ [name]: key, other: key }, "PET");
    expect(rows.find((row) => row.name === name)?.variables).toBe(`\`${schemeVariable({ env: "PET" }, name)}\``);
  },
);
