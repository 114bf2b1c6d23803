import type { BuildAppOptions } from 'fauxqs';

type Stores = NonNullable<BuildAppOptions['stores']>;
type SqsPersistence = NonNullable<Stores['sqsStore']['persistence']>;

/**
 * What `startFauxqs` is made of. Used as it is, it listens on every interface of the machine; its package
 * hands out nothing else that keeps messages on disk.
 */
export async function loadFauxqsParts() {
  const [sqs, sns, s3, persistence] = await Promise.all([
    part<{ SqsStore: new () => Stores['sqsStore'] }>('sqs/sqsStore.js'),
    part<{ SnsStore: new () => Stores['snsStore'] }>('sns/snsStore.js'),
    part<{ S3Store: new () => Stores['s3Store'] }>('s3/s3Store.js'),
    part<{ PersistenceManager: new (directory: string) => SqsPersistence }>('persistence.js'),
  ]);
  return { ...sqs, ...sns, ...s3, ...persistence };
}

/** The types are those of the package's own declarations; a name that has gone makes `new` throw at start. */
async function part<T>(file: string): Promise<T> {
  const url = new URL(file, import.meta.resolve('fauxqs'));
  return (await import(url.href)) as T;
}
