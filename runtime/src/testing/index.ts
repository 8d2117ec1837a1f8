export { record, replay, type Fixture, type FixtureMode, type FixtureOptions } from "./fixture.js";
export { FixtureError } from "./fixture-error.js";
export { HttpDispatcher } from "./http-dispatcher.js";
