# Somebody signs in through nginx with the password of the set-up, chooses a new one, and opens the first pages.
visit() {
  local jar new=第一次登录后自己设的密码
  jar=$(mktemp)
  page() { curl --silent --show-error --fail-with-body --cacert /etc/runwu/tls/server.crt --cookie "$jar" --cookie-jar "$jar" --referer "https://$HOST/" "$@"; }
  field() { sed -n 's/.*name="csrfmiddlewaretoken" value="\([^"]*\)".*/\1/p' | head -1; }
  local password token
  password=$(cat "$MACHINE/password" 2>/dev/null || sed -n 's/^  dangwu  *\([^ ]*\) .*/\1/p' "$MACHINE/setup")
  token=$(page "https://$HOST/account/login/" | field)
  page --output /dev/null --data-urlencode "csrfmiddlewaretoken=$token" --data-urlencode "login=dangwu" --data-urlencode "password=$password" "https://$HOST/account/login/"
  if [ ! -e "$MACHINE/password" ]; then
    token=$(page "https://$HOST/account/password/" | field)
    page --output /dev/null --data-urlencode "csrfmiddlewaretoken=$token" --data-urlencode "oldpassword=$password" --data-urlencode "password1=$new" --data-urlencode "password2=$new" "https://$HOST/account/password/"
    printf '%s' "$new" >"$MACHINE/password"
  fi
  page "https://$HOST/" >"$MACHINE/home.html"
  grep -q "示党务" "$MACHINE/home.html" || { echo "not signed in:"; sed 's/<[^>]*>//g' "$MACHINE/home.html" | grep . | head -40; exit 1; }
  for path in / /board/ /enterprises/ /organizations/ /members/ /imports/ /coverage/plans/ /rules/; do
    printf '%s %s\n' "$(page --output /dev/null --write-out '%{http_code}' "https://$HOST$path")" "$path"
  done
  local style
  style=$(grep -o '/static/built/runwu[^"]*css' "$MACHINE/home.html" | head -1)
  printf '%s %s\n' "$(page --output /dev/null --write-out '%{http_code}' "https://$HOST$style")" "$style"
}
visit
