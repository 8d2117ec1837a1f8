// The latest price of IBM. All calls of this API go to one path; the SDK has a method for each.
//
//   ALPHA_VANTAGE_API_KEY=demo npx tsx examples/alpha-vantage.ts
import { AlphaVantage } from "../generated/alpha-vantage/index.js";

const market = new AlphaVantage();
const { "Global Quote": quote, Information: notice } = await market.quotes.get({ symbol: "IBM" });
console.log(quote ? `IBM ${quote["05. price"]} (${quote["10. change percent"]})` : notice);
await market.close();
