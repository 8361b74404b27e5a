/**
 * The address of Amazon's certificates, in one form, or undefined for any other address: whoever may choose it would sign in Amazon's name
 * (developer.amazon.com/docs/alexa/custom-skills/host-a-custom-skill-as-a-web-service.html).
 */
export function certificateUrl(given: string): string | undefined {
  if (!URL.canParse(given)) return undefined;
  const url = new URL(given);
  const { protocol, hostname, port, pathname, username, password } = url;
  // `URL` has put host and scheme in small letters, and has taken `..` out of the path.
  const isAmazons =
    protocol === "https:" && hostname === "s3.amazonaws.com" && port === "" && pathname.startsWith("/echo.api/");
  return isAmazons && username === "" && password === "" ? `https://s3.amazonaws.com${pathname}` : undefined;
}
