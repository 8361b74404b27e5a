import { chunkBytes } from "#channel/host/uploads.ts";
import {
  body,
  bodyErrors,
  jsonAnswer,
  open,
  type OpenApiParameter,
  type OpenApiPaths,
  own,
  schemaRef,
} from "./openapi-parts.ts";

const uploadId = inPath("uploadId", "As the beginning of the upload gave it");
const wholeNumber = { type: "integer", minimum: 0 };
const binary = { schema: { type: "string", format: "binary" } };

const offset = { "Upload-Offset": { description: "Bytes that have come", schema: wholeNumber } };
const length = { "Upload-Length": { description: "Bytes of the whole file", schema: wholeNumber } };

/** The routes of files. They are there on every connector, and answer `unsupported` where no files are taken. */
export function filePaths(path: string): OpenApiPaths {
  const conversation = `${path}/v1/conversations/{id}`;
  const refused = {
    422: {
      description:
        "`unsupported`: this chat takes no files; or `file_refused`: `reason` says why the file is not taken",
      content: { "application/problem+json": { schema: schemaRef("FileProblem") } },
    },
  };
  return {
    [`${conversation}/uploads`]: {
      get: own("readUploadRules", "What files this chat takes", {
        parameters: [],
        answer: jsonAnswer(200, "UploadRules"),
        errors: ["unsupported", "rate_limited"],
      }),
      post: withAnswers(
        own("beginUpload", "Begin to send a file in pieces; with the same clientId it is the same upload", {
          parameters: [],
          requestBody: body("UploadRequest"),
          answer: jsonAnswer(201, "Upload"),
          errors: ["client_id_reused", "unsupported", "rate_limited", ...bodyErrors],
        }),
        refused,
      ),
    },
    [`${conversation}/uploads/{uploadId}`]: {
      patch: withAnswers(
        own("sendPiece", "Send the next piece of a file", {
          parameters: [
            uploadId,
            {
              name: "Upload-Offset",
              in: "header",
              required: true,
              description: "The byte of the file with which the piece begins",
              schema: wholeNumber,
            },
          ],
          requestBody: {
            required: true,
            content: {
              "application/offset+octet-stream": {
                schema: { type: "string", format: "binary", maxLength: chunkBytes },
              },
            },
          },
          answer: { 204: { description: "The piece is kept", headers: offset } },
          errors: ["offset_mismatch", "unsupported", "rate_limited", ...bodyErrors],
        }),
        refused,
      ),
      head: own("readUpload", "How much of a file has come", {
        parameters: [uploadId],
        answer: { 200: { description: "How it stands", headers: { ...offset, ...length } } },
        errors: ["unsupported", "rate_limited"],
      }),
      delete: own("dropUpload", "Drop an upload; what a message has of it stays", {
        parameters: [uploadId],
        answer: { 204: { description: "It is gone" } },
        errors: ["unsupported", "rate_limited"],
      }),
    },
    [`${conversation}/files/{fileId}/link`]: {
      post: own(
        "linkFile",
        "An address from which a file of the conversation can be read without a token, for some minutes",
        {
          parameters: [inPath("fileId", "As the log has it")],
          answer: jsonAnswer(200, "FileLink"),
          errors: ["rate_limited"],
        },
      ),
    },
    [`${path}/v1/files/{link}`]: {
      get: {
        ...open("readFile", "A file, by the address that `linkFile` gives", {
          answer: {
            200: { description: "The file", content: { "*/*": binary } },
            206: {
              description: "A part of it",
              headers: { "Content-Range": { description: "Which part", schema: { type: "string" } } },
              content: { "*/*": binary },
            },
            416: { description: "The file ends before the part that was asked for" },
          },
          errors: ["not_found", "rate_limited"],
        }),
        parameters: [
          inPath("link", "Opaque"),
          { name: "download", in: "query", description: "A browser saves it", schema: { type: "string" } },
          { name: "Range", in: "header", description: "One range of bytes", schema: { type: "string" } },
        ],
      },
    },
  };
}

function inPath(name: string, description: string): OpenApiParameter {
  return { name, in: "path", required: true, description, schema: { type: "string" } };
}

function withAnswers(
  operation: ReturnType<typeof own>,
  answers: ReturnType<typeof own>["responses"],
): ReturnType<typeof own> {
  return { ...operation, responses: { ...operation.responses, ...answers } };
}
