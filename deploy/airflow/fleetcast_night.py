"""The night as an Airflow DAG: train, then tell whoever is to know.

The exit codes of fleetcast become Airflow's states:

  0  success
  3  success, and `warn` runs: some customers failed and keep their last model
  5  success, and `warn` runs: the deadline came; the rest is first next time
  1  failed, retried: the cause (a full disk) may be over, and the same command goes on
  4  failed, retried: another run is active
  2  failed, retried in vain: the command or the data folder is wrong, or there is no fleet yet

Before the first night, once: cd /srv/fleetcast && fleetcast train data --artifacts models
"""

from datetime import datetime, timedelta

from airflow import DAG
from airflow.operators.bash import BashOperator

# The last line that a BashOperator prints is what it hands on.
NIGHT = """
cd /srv/fleetcast
status=0
fleetcast retrain data --artifacts models --deadline 06:00 --max-failed 20% || status=$?
case $status in
  0|3|5) echo $status ;;
  *) exit $status ;;
esac
"""

# 99 is what a BashOperator takes for "skipped". Put the call to your pager in place of the last line.
WARN = """
status={{ ti.xcom_pull(task_ids='night') }}
case $status in
  3) fleetcast status --artifacts /srv/fleetcast/models --failed | head -n 50 ;;
  5) fleetcast status --artifacts /srv/fleetcast/models ;;
  *) exit 99 ;;
esac
echo "fleetcast: the night ended with $status"
"""

with DAG(
    dag_id="fleetcast_night",
    schedule="30 1 * * *",
    start_date=datetime(2024, 1, 1),
    catchup=False,
    max_active_runs=1,
    default_args={"retries": 4, "retry_delay": timedelta(minutes=10)},
) as dag:
    night = BashOperator(task_id="night", bash_command=NIGHT, do_xcom_push=True)
    warn = BashOperator(task_id="warn", bash_command=WARN)
    night >> warn
