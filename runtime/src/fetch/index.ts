export { fetchTransport } from "./fetch-transport.js";
