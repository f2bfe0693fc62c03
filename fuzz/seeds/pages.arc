filedesc://x 0 20200101 text/plain 3
abc
http://a 1.2.3.4 20200101000000 text/html 53
HTTP/1.0 200 OK
Content-Type: text/html

<p>Ships came
