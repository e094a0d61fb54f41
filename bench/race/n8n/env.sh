# https://docs.n8n.io/hosting/configuration/environment-variables/
export N8N_DIAGNOSTICS_ENABLED=false
export N8N_VERSION_NOTIFICATIONS_ENABLED=false
export N8N_TEMPLATES_ENABLED=false
export N8N_LICENSE_AUTO_RENEW_ENABLED=false
export N8N_COMMUNITY_PACKAGES_ENABLED=false
export EXTERNAL_FRONTEND_HOOKS_URLS=
export N8N_LISTEN_ADDRESS=127.0.0.1
# a workflow may read the environment, and write where leads go
export N8N_BLOCK_ENV_ACCESS_IN_NODE=false
export N8N_RESTRICT_FILE_ACCESS_TO="${OUT:-}"
# nothing of an execution is kept in the database but what its nodes remember
export EXECUTIONS_DATA_SAVE_ON_SUCCESS=none
export EXECUTIONS_DATA_SAVE_ON_ERROR=none
export NODE_OPTIONS=--max-old-space-size=4096
