import type { SessionCookie } from "#desk/http/session-cookie.ts";
import type { SignInParts } from "#desk/people/sign-in.ts";

/** What the routes of people work with. `deskUrl`: where the console is, without a slash at the end. */
export type TeamParts = SignInParts & { cookie: SessionCookie; deskUrl: string };
