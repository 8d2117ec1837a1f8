// The weather in London. The key travels in the query and is never shown, not even when the call fails.
//
//   OPENWEATHERMAP_API_KEY=… npx tsx examples/openweathermap.ts
import { OpenWeatherMap } from "../generated/openweathermap/index.js";

const weather = new OpenWeatherMap();
const result = await weather.weather.getCurrent({ q: "London,GB", units: "metric" }).safe();
if (result.ok) console.log(`${result.data.name}: ${result.data.main.temp} °C, ${result.data.weather[0]?.description}`);
else console.error(result.error.message);
await weather.close();
