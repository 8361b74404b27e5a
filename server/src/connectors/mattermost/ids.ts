/** Users, channels, posts and files have ids of this form (api.mattermost.com). */
export function isId(value: string | undefined): value is string {
  return value !== undefined && /^[a-z0-9]{26}$/.test(value);
}
