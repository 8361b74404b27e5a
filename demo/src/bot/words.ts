import { catalogue } from "@causerie/server";
import { en } from "./words.en.ts";
import { fr } from "./words.fr.ts";

/** What the bot says: `words(turn)` speaks the person's language, and knows their channel. */
export const words = catalogue({ locales: ["en", "fr"], messages: { en, fr } });

/** Says a message by its key. */
export type Say = ReturnType<typeof words>;
