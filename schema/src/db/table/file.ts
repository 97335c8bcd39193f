import type { ColumnType, Generated } from 'kysely';
import type { Role } from '../../job/chain.ts';
import type { Uuid, Instant, MaybeInstant, File } from './column.ts';

/** What is stored: media and their forms, what is on its way in, and what says whose it is. */
export type FileTables = {
  media: File & { creation_id: Uuid; variant: 'main' | 'thumb' | 'poster' | 'full'; created_at: Instant };
  step_media: File & { creation_id: Uuid; position: number; variant: 'main' | 'thumb' | 'poster'; created_at: Instant };
  media_form: {
    creation_id: Uuid;
    form: 'avif' | 'jpeg' | 'png';
    sha256: string | null;
    mime: string | null;
    bytes: ColumnType<string | null, number | string | null | undefined, number | string | null>;
    made_at: MaybeInstant;
    tries: Generated<number>;
    retry_at: Instant;
  };
  input_file: File & { id: Uuid; owner_id: Uuid; role: Role; created_at: Instant; used_at: MaybeInstant };
  upload: File & {
    job_id: Uuid;
    step: number;
    variant: 'main' | 'thumb' | 'poster';
    attempt: number;
    sent_sha256: string;
    created_at: Instant;
  };
  stored_file: {
    sha256: string;
    mime: string;
    bytes: ColumnType<string, number | string, number | string>;
    created_at: Instant;
    due_at: Instant;
  };
  preview: { token: string; job_id: Uuid; mime: string; body: Buffer; expires_at: Date | string };
  provenance: { sha256: string; creation_id: Uuid; variant: string; mime: string; manifest: string; created_at: Instant };
};
