export { record, replay, type Fixture, type FixtureMode, type FixtureOptions } from "./fixture.js";
export { FixtureError } from "./fixture-error.js";
export { HttpDispatcher } from "./http-dispatcher.js";
export { answerOf, failureOf, type AnswerOptions, type MockAnswer } from "./mock-answer.js";
export { MockApi } from "./mock-api.js";
export { overridden, type Overrides } from "./overrides.js";
export { collect, textOf } from "./reading.js";
export type { SentPart, SentRequest } from "./sent-request.js";
export type { EventOf, ResultOf } from "./types.js";
