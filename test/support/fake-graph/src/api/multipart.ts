/** A file in a multipart body, as the journal keeps it. */
export type UploadedFile = { name: string; contentType: string; base64: string };

/** The fields of a `multipart/form-data` body, in order. One that cannot be read has none. */
export async function readMultipart(bytes: Buffer, contentType: string): Promise<[string, string | UploadedFile][]> {
  try {
    const form = await new Response(new Uint8Array(bytes), { headers: { "content-type": contentType } }).formData();
    return await Promise.all(
      [...form].map(async ([key, value]): Promise<[string, string | UploadedFile]> => [key, await readField(value)]),
    );
  } catch (error) {
    if (error instanceof TypeError) return [];
    throw error;
  }
}

async function readField(value: string | File): Promise<string | UploadedFile> {
  if (typeof value === "string") return value;
  const base64 = Buffer.from(await value.arrayBuffer()).toString("base64");
  return { name: value.name, contentType: value.type, base64 };
}

export function isUploadedFile(value: unknown): value is UploadedFile {
  return typeof value === "object" && value !== null && "base64" in value && "contentType" in value;
}
