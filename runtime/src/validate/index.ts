export { validator } from "./validator.js";
