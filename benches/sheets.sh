#!/usr/bin/env bash
# Sheets of 100 000 made-up projects beside other tools doing the like, on the same machine, turn by turn:
#   import  of new projects with a first return, checked and recorded, beside sqlite3's .import into a bare table and a
#           pandas script that reads, checks and writes the same file
#   everyday: the sheet that was exported comes back with nothing altered, and with one row in a hundred altered
#   a list of an office, 7 383 rows under a title and two rows of headings, by `import FILE` alone, beside .import likewise
#   export  as csv beside sqlite3 printing the very same rows from a bare table, and as xlsx beside openpyxl's
#           write-only mode writing them
# Prints the median of three runs each: seconds of processor time, seconds by the clock, and the peak memory. Needs sqlite3, GNU time;
# python3 with pandas and openpyxl for theirs. Read the ratios; the machine is noisy.
set -euo pipefail
cd "$(dirname "$0")/.."
rows=${1:-100000}
cargo build --locked --release --quiet
program=$PWD/target/release/haishu-proj
schema=$PWD/schema.sql
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
export HAISHU_PROJ_USER=bench HAISHU_PROJ_TODAY=2022-09-01

awk -v rows="$rows" 'BEGIN {
    split("项目建议书 可行性研究 初步设计 招标投标 开工 在建 扫尾", stage, " "); srand(1)
    printf "编号,项目名称,类别,责任单位,建设地点,建设内容,总投资(万元),总投资依据,计划开工,计划完工,阶段,截至,"
    printf "自开工累计完成投资(万元),累计支付(万元),形象进度(%%),进展情况,问题\r\n"
    for (i = 0; i < rows; i++) {
        total = 100 + int(rand() * 90000); done = total * rand()
        printf "GEN-%06d,生成项目第%d号河道整治工程,治水,单位%d,第%d村,\"河道整治%d公里，新建泵站%d座\",", i, i, i % 40, i % 300, i % 90, i % 4
        printf "%d,概算,2022-0%d-01,2023-1%d-28,%s,2022-08-31,%.2f,%.2f,%d,", total, 1 + i % 9, i % 3, stage[1 + i % 7], done, done * 0.8, i % 100
        printf "\"完成第%d段堤防，正在施工\",%s\r\n", i, i % 3 ? "" : "用地未移交"
    }
}' >new.csv

# 合计 at the end, ditto marks, spans of years, what was invested by the year's end and in the year
awk -v rows=7383 'BEGIN {
    srand(2); split("区水利局 区城投集团 石桥镇人民政府 东岭街道办事处", unit, " ")
    print "2022年治水项目推进情况表（演示数据）,,,,,,,,,\n截至2022年8月31日,,,,,,,,,单位：万元"
    print "序号,项目名称,责任单位,建设起止年限,投资情况,,,,项目推进情况,"
    print ",,,,总投资,截至2021年底累计完成投资,2022年计划投资,2022年1-8月完成投资,形象进度,存在问题"
    for (i = 1; i <= rows; i++) {
        total = 100 + int(rand() * 90000); base = total * 3; plan = total * 2; year = total + 7
        sum[1] += total; sum[2] += base; sum[3] += plan; sum[4] += year
        printf "%d,生成河道第%d号整治工程,%s,2020-2023,%d,%.1f,%.1f,%.1f,护岸完成%d%%,%s\n", i, i,
            i % 5 == 1 ? unit[1 + i % 4] : "〃", total, base / 10, plan / 10, year / 10, i % 100, i % 3 ? "" : "用地未移交"
    }
    printf "合计,,,,%d,%.1f,%.1f,%.1f,,\n", sum[1], sum[2] / 10, sum[3] / 10, sum[4] / 10
}' >治水.csv

cat >import.py <<'PY'
import pandas, sqlite3
table = pandas.read_csv("new.csv", dtype=str)
table["截至"] = pandas.to_datetime(table["截至"], errors="raise").dt.strftime("%Y-%m-%d")
for column in ["总投资(万元)", "自开工累计完成投资(万元)", "累计支付(万元)"]:
    table[column] = (pandas.to_numeric(table[column], errors="raise") * 1000000).round().astype("int64")
assert not table["编号"].duplicated().any() and table["阶段"].str.len().gt(0).all()
table.to_sql("t", sqlite3.connect("pandas.db"), if_exists="replace", index=False)
PY
cat >export.py <<'PY'
import csv, datetime, openpyxl
def value(text):
    try:
        return float(text)
    except ValueError:
        pass
    try:
        return datetime.date.fromisoformat(text)
    except ValueError:
        return text or None
book = openpyxl.Workbook(write_only=True)
sheet = book.create_sheet("项目")
for row in csv.reader(open("out.csv", encoding="utf-8-sig")):
    sheet.append([value(text) for text in row])
book.save("openpyxl.xlsx")
PY

# NAME COMMAND: the median processor seconds of three runs, and the most memory in MB
median() {
    local name=$1
    shift
    for _ in 1 2 3; do
        /usr/bin/time -f '%U %S %M %e' -o time.txt "$@" >/dev/null 2>&1
        awk '{ printf "%.2f %.2f %d\n", $1 + $2, $4, $3 / 1024 }' time.txt
    done | sort -n | sed -n 2p | awk -v name="$name" '{ printf "%-36s %7.2f s  %7.2f s  %5d MB\n", name, $1, $2, $3 }'
}
python() { command -v python3 >/dev/null && python3 -c "import $1" 2>/dev/null; }

echo "import of $rows rows"
median 'haishu-proj import' bash -c "rm -f r.db*; $program --quiet --db r.db init && $program --db r.db import new.csv --new-unit"
median 'sqlite3 .import, a bare table' bash -c "rm -f bare.db; sqlite3 bare.db '.mode csv' '.import new.csv t'"
python pandas && median 'pandas' python3 import.py
# the floor: the rows that this import makes, copied by sqlite3 alone into the same schema, with its triggers and references
{
    echo "PRAGMA foreign_keys = ON; ATTACH 'r.db' AS r; BEGIN;"
    # a change after the other: only the one to come takes facts
    for change in $(sqlite3 r.db 'SELECT id FROM change ORDER BY id'); do
        sqlite3 r.db "SELECT 'INSERT INTO main.' || name || ' SELECT * FROM r.' || name || ' WHERE change_id = $change;'
            FROM sqlite_schema s WHERE type = 'table' AND name NOT LIKE 'current%'
              AND EXISTS (SELECT 1 FROM pragma_table_info(s.name) WHERE name = 'change_id')
            ORDER BY name NOT IN ('unit', 'project')"
        echo "INSERT INTO main.change SELECT * FROM r.change WHERE id = $change;"
    done
    sqlite3 r.db "SELECT 'INSERT INTO main.' || name || ' SELECT * FROM r.' || name || ';' FROM sqlite_schema
        WHERE type = 'table' AND name LIKE 'current%'"
    echo 'COMMIT;'
} >floor.sql
cp "$schema" schema.sql
median 'sqlite3, those rows, this schema' bash -c "rm -f floor.db; sqlite3 floor.db '.read schema.sql' && sqlite3 -bail floor.db '.read floor.sql'"
echo "import of a list of an office, 7 383 rows"
median 'haishu-proj import FILE' bash -c "rm -f o.db*; $program --quiet --db o.db init && $program --db o.db import 治水.csv"
median 'sqlite3 .import, a bare table' bash -c "rm -f bare.db; sqlite3 bare.db '.mode csv' '.import 治水.csv t'"
echo "export of $rows rows"
median 'haishu-proj export csv' "$program" --db r.db export -o out.csv
rm -f same.db
sqlite3 same.db '.mode csv' '.import out.csv t'
median 'sqlite3 -csv, the same rows, bare' sqlite3 -header -csv same.db 'SELECT * FROM t'
median 'its import, nothing altered' "$program" --db r.db import out.csv
# a point more of 形象进度 in every hundredth row: no cell of this register has a comma in it
awk -F, -v OFS=, 'NR == 1 { for (i = 1; i <= NF; i++) if ($i ~ /^形象进度/) column = i }
    NR > 1 && NR % 100 == 0 { $column += 1 } 1' out.csv >altered.csv
median 'its import, one row in 100 altered' bash -c "rm -f a.db*; cp r.db a.db; $program --db a.db import altered.csv"
median 'haishu-proj export xlsx' "$program" --db r.db export -o out.xlsx
python openpyxl && median 'openpyxl, write-only' python3 export.py
