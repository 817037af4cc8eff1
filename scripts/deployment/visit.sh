# Somebody signs in through nginx with the password of the set-up, chooses a new one, and opens the first pages. With
# PROVINCE it is the organisation officer above all parks of the demo province, who has a password for good.
visit() {
  local user=dangwu name=示党务 pages="/ /board/ /enterprises/ /organizations/ /members/ /imports/ /coverage/plans/ /rules/"
  if [ -n "${PROVINCE:-}" ]; then
    user=province-officer name=示省组委 pages="/ /board/ /board/area/ /board/groups/ /enterprises/ /organizations/ /members/ /imports/ /rules/"
    sed -n "s/^  $user  *\([^ ]*\) .*/\1/p" "$MACHINE/setup" | tr -d '\n' >"$MACHINE/password"
  fi
  local jar new=第一次登录后自己设的密码
  jar=$(mktemp)
  page() { curl --silent --show-error --fail-with-body --cacert /etc/runwu/tls/server.crt --cookie "$jar" --cookie-jar "$jar" --referer "https://$HOST/" "$@"; }
  field() { sed -n 's/.*name="csrfmiddlewaretoken" value="\([^"]*\)".*/\1/p' | head -1; }
  local password token
  password=$(cat "$MACHINE/password" 2>/dev/null || sed -n "s/^  $user  *\([^ ]*\) .*/\1/p" "$MACHINE/setup")
  token=$(page "https://$HOST/account/login/" | field)
  page --output /dev/null --data-urlencode "csrfmiddlewaretoken=$token" --data-urlencode "login=$user" --data-urlencode "password=$password" "https://$HOST/account/login/"
  if [ ! -e "$MACHINE/password" ]; then
    token=$(page "https://$HOST/account/password/" | field)
    page --output /dev/null --data-urlencode "csrfmiddlewaretoken=$token" --data-urlencode "oldpassword=$password" --data-urlencode "password1=$new" --data-urlencode "password2=$new" "https://$HOST/account/password/"
    printf '%s' "$new" >"$MACHINE/password"
  fi
  page "https://$HOST/" >"$MACHINE/home.html"
  grep -q "$name" "$MACHINE/home.html" || { echo "not signed in:"; sed 's/<[^>]*>//g' "$MACHINE/home.html" | grep . | head -40; exit 1; }
  for path in $pages; do
    printf '%s %s\n' "$(page --output /dev/null --write-out '%{http_code} %{time_total} s' "https://$HOST$path")" "$path"
  done
  local style
  style=$(grep -o '/static/built/runwu[^"]*css' "$MACHINE/home.html" | head -1)
  printf '%s %s\n' "$(page --output /dev/null --write-out '%{http_code}' "https://$HOST$style")" "$style"
}
visit
