/**
 * The address of Amazon's certificates, in one form, or undefined for any other address: whoever may choose it would sign in Amazon's name
 * (developer.amazon.com/docs/alexa/custom-skills/host-a-custom-skill-as-a-web-service.html).
 */
export function certificateUrl(given: string): string | undefined {
  if (!URL.canParse(given)) return undefined;
  const url = new URL(given);
  const { protocol, hostname, port, pathname, username, password } = url;
  // `URL` has put host and scheme in small letters, and has taken `..` out of the path.
  // Plain letters only: the same file under a hundred spellings would push the one in use out of what is known.
  const isCertificates = /^\/echo\.api\/[A-Za-z0-9._-]+$/.test(pathname);
  const isAmazons = protocol === "https:" && hostname === "s3.amazonaws.com" && port === "" && isCertificates;
  return isAmazons && username === "" && password === "" ? `https://s3.amazonaws.com${pathname}` : undefined;
}
