// The weather of the next three days in Berlin. No key is needed.
//
//   npx tsx examples/open-meteo.ts
import { OpenMeteo } from "../generated/open-meteo/index.js";

const meteo = new OpenMeteo();
const { daily, daily_units } = await meteo.forecast.get({
  latitude: 52.52,
  longitude: 13.41,
  daily: ["temperature_2m_max", "precipitation_sum"],
  timezone: "Europe/Berlin",
  forecast_days: 3,
});
daily?.time.forEach((day, index) => {
  const warmest = daily["temperature_2m_max"]?.[index];
  console.log(day, warmest, daily_units?.["temperature_2m_max"]);
});
await meteo.close();
