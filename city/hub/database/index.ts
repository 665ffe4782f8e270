export { migrate, migrateUpTo, newestMigration, readMigrations } from './migrate.ts';
export { inTransaction, isOutage, openDatabase, type Connection, type Database } from './pool.ts';
