/** What the first word of a command line may be, for guesses at what was meant. A test holds it against the program. */
export const COMMANDS = [
  "generate",
  "check",
  "init",
  "add",
  "update",
  "inspect",
  "diff",
  "changelog",
  "drift",
  "help",
] as const;
