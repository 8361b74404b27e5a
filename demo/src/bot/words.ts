import { catalogue } from "@causerie/server";
import { en } from "./words.en.ts";
import { fr } from "./words.fr.ts";

/** The texts of the bot: `words(turn)` uses the person's language, and wordings for their channel. */
export const words = catalogue({ locales: ["en", "fr"], messages: { en, fr } });

/** Makes a text from its key. */
export type Say = ReturnType<typeof words>;
