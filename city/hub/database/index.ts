export { migrate, migrateUpTo, newestMigration, readMigrations } from './migrate.ts';
export { listen } from './listen.ts';
export { inTransaction, isOutage, openDatabase, type Connection, type Database } from './pool.ts';
