/** What every embedded server is started with; sized for two cores and a few gigabytes. */
export const settings = (threads: number): Record<string, string> => ({
  listen_addresses: '127.0.0.1',
  unix_socket_directories: '',
  max_connections: '100',
  shared_buffers: '256MB',
  work_mem: '32MB',
  maintenance_work_mem: '128MB',
  max_wal_size: '2GB',
  max_worker_processes: String(Math.max(4, threads + 2)),
  max_parallel_workers: String(threads),
  max_parallel_workers_per_gather: String(Math.max(1, Math.floor(threads / 2))),
  jit: 'off', // compiling costs more than our queries
  ...(process.platform === 'linux' && {
    client_connection_check_interval: '2s', // a killed client gives back its locks
    recovery_init_sync_method: 'syncfs', // else a start after a crash first syncs thousands of files one by one
  }),
  timezone: 'Asia/Shanghai',
  log_timezone: 'Asia/Shanghai',
  password_encryption: 'scram-sha-256',
})

/** For data that are thrown away. */
export const careless: Record<string, string> = { fsync: 'off', full_page_writes: 'off', synchronous_commit: 'off', wal_level: 'minimal', max_wal_senders: '0' }

