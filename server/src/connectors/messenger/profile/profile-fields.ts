/**
 * What a story may learn of a person. Meta gives each by a permission: name and picture by that for messages (and the access to profiles that
 * its app review gives), the language by `pages_user_locale`, the time zone by `pages_user_timezone`.
 */
export const profileFields = ["name", "picture", "locale", "timeZone"] as const;
export type ProfileField = (typeof profileFields)[number];
