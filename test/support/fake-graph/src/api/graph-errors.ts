import { GraphError } from "./graph-error.ts";

export const unknownPath = (path: string) =>
  new GraphError({ code: 2500, message: `Unknown path components: ${path}` });

export const missingToken = () =>
  new GraphError({ code: 104, message: "An access token is required to request this resource." });

export const invalidToken = () =>
  new GraphError({ code: 190, message: "Invalid OAuth access token - Cannot parse access token" });

export const missingProof = () =>
  new GraphError({ code: 100, message: "API calls from the server require an appsecret_proof argument" });

export const invalidProof = () =>
  new GraphError({ code: 100, message: "Invalid appsecret_proof provided in the API argument" });

export const unknownObject = (id: string) =>
  new GraphError({
    code: 100,
    subcode: 33,
    message: `Unsupported request. Object with ID '${id}' does not exist, cannot be loaded due to missing permissions, or does not support this operation.`,
  });

export const invalidParameter = (message: string) => new GraphError({ code: 100, message: `(#100) ${message}` });

export const noMatchingUser = () =>
  new GraphError({ code: 100, subcode: 2018001, message: "(#100) No matching user found" });

export const noProfile = () =>
  new GraphError({ code: 100, subcode: 2018218, message: "(#100) No profile available for this user." });

export const personUnavailable = () =>
  new GraphError({ code: 551, subcode: 1545041, message: "(#551) This person isn't available right now." });

export const outsideWindow = () =>
  new GraphError({
    code: 10,
    subcode: 2018278,
    message: "(#10) This message is sent outside of allowed window.",
    userTitle: "Message not sent",
    userMessage: "This message is sent outside of the allowed window.",
  });

export const notInControl = () =>
  new GraphError({ code: 10, subcode: 2018300, message: "(#10) Another app is controlling this thread now." });

export const noDefaultApp = () =>
  new GraphError({ code: 27, message: "(#27) Only the default app of the page may take a thread." });

export const linkingFailed = (why: string) => new GraphError({ code: 10303, message: `(#10303) ${why}` });

export const deprecatedTag = (tag: string) =>
  new GraphError({
    code: 100,
    subcode: 1893061,
    message: `(#100) The message tag ${tag} is deprecated and can no longer be used.`,
    userTitle: "Message tag deprecated",
    userMessage: `The message tag ${tag} can no longer be used.`,
  });

export const alreadyReplied = () => new GraphError({ code: 10900, message: "(#10900) Activity already replied to" });

export const unknownAttachment = () =>
  new GraphError({
    code: 100,
    subcode: 2018074,
    message: "(#100) The attachment id is invalid, expired or not yours.",
  });

export const mediaUnreachable = () =>
  new GraphError({ code: 100, subcode: 2018008, message: "(#100) Failed to fetch the file from the url." });

export const mediaTypeMismatch = () =>
  new GraphError({
    code: 100,
    subcode: 2018047,
    message: "(#100) Upload attachment failure: the type does not match.",
  });

export const videoTimedOut = () =>
  new GraphError({ code: 100, subcode: 2018294, message: "(#100) Fetching the video from the url timed out." });

export const mediaTooBig = () =>
  new GraphError({ code: 100, subcode: 2018109, message: "(#100) Attachment size exceeds allowable limit." });

export const callbackRefused = (reason: string) =>
  new GraphError({
    code: 2200,
    message: `(#2200) Callback verification failed with the following errors: ${reason}`,
  });

export const rateLimited = () => scriptedError(613);

interface Wording {
  message: string;
  transient?: boolean;
  status?: number;
}

const wordings = new Map<number, Wording>([
  [-1, { message: "An unexpected internal error occurred", status: 500 }],
  [1, { message: "An unknown error occurred", status: 500 }],
  [2, { message: "An unexpected error has occurred. Please retry your request later.", transient: true, status: 500 }],
  [4, { message: "(#4) Application request limit reached", transient: true }],
  [10, { message: "(#10) Application does not have permission for this action" }],
  [17, { message: "(#17) User request limit reached", transient: true }],
  [32, { message: "(#32) Page request limit reached", transient: true }],
  [190, { message: "Error validating access token: The session has been invalidated." }],
  [200, { message: "(#200) Requires pages_messaging permission to manage the object" }],
  [230, { message: "(#230) Requires pages_messaging permission" }],
  [368, { message: "(#368) The action attempted has been deemed abusive or is otherwise disallowed" }],
  [551, { message: "(#551) This person isn't available right now." }],
  [613, { message: "(#613) Calls to this api have exceeded the rate limit." }],
  [1200, { message: "(#1200) Temporary send message failure. Please try again later.", transient: true }],
]);

/** The error a test asked for by its code, in Meta's wording where it is known. */
export function scriptedError(
  code: number,
  more: { [Key in "subcode" | "status"]?: number | undefined } & { message?: string | undefined } = {},
): GraphError {
  const wording = wordings.get(code) ?? { message: `(#${code}) Scripted error` };
  const given = Object.fromEntries(Object.entries(more).filter(([, value]) => value !== undefined));
  return new GraphError({ ...wording, code, ...given });
}
