/** What is told of an error: never its message, which may quote what somebody wrote. */
export type Failure = {
  name: string;
  /** Where it was thrown and by whom it was called, e.g. `chat-B2a1f0.js:1:2345`: files of the chat alone, at most eight. */
  frames: string[];
};

const mostFrames = 8;

/**
 * @param home the address of the folder that has `causerie.js` and `causerie/`, with a slash at its end.
 * @returns undefined for an error that was not thrown in the chat's code: the page's own are nobody else's business.
 */
export function describeFailure(error: unknown, home: string): Failure | undefined {
  if (!(error instanceof Error)) return undefined;
  const positions = (error.stack ?? "").match(/\w+:\/\/[^\s()]+:\d+:\d+/g) ?? [];
  const own = positions.map((position) => positionInOwnFile(position, home));
  if (own[0] === undefined) return undefined;
  return {
    name: /^\w{1,40}$/.test(error.name) ? error.name : "Error",
    frames: own.filter((position) => position !== undefined).slice(0, mostFrames),
  };
}

function positionInOwnFile(position: string, home: string): string | undefined {
  if (!position.startsWith(home)) return undefined;
  return /^(?:causerie\/)?([\w.-]+\.js)(?:\?[\w=&]*)?(:\d+:\d+)$/.exec(position.slice(home.length))?.slice(1).join("");
}
